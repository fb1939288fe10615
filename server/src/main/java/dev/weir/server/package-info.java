/**
 * The assembled server. {@link dev.weir.server.Weir} puts it together from a {@link dev.weir.server.WeirConfig}:
 * kernel and store, every service ({@code Services}, a line each) behind the fabric ({@code FabricRegistry}), and HTTP
 * in front ({@code Front}: who may call, and where a request goes).
 */
@NullMarked
package dev.weir.server;

import org.jspecify.annotations.NullMarked;
