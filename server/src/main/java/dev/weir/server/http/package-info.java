/**
 * The HTTP server: HTTP/1.1 and cleartext HTTP/2 on one port, over Netty, which nothing outside this package sees.
 *
 * <p>Reading order: {@link dev.weir.server.http.HttpServer} listens; {@code ProtocolSelector} tells the two protocols
 * apart by their first bytes; {@code RequestPipe} makes {@link dev.weir.wire.http.Exchange exchanges} out of what a
 * connection (or an HTTP/2 stream) brings and hands each to a thread of its own, which {@code LoopCarrier} lets the event
 * loop itself run where its work is short; {@code AnswerWriter} writes what comes
 * back; {@code LoopWatch} ends what is idle or too slow.
 *
 * <p>Small bodies are complete before their request is handed over. Larger ones are streamed: the socket is not read
 * while the request's thread lags behind. Timeouts here are in real time, since they guard against what real clients
 * do, and are no part of weir's world.
 */
@NullMarked
package dev.weir.server.http;

import org.jspecify.annotations.NullMarked;
