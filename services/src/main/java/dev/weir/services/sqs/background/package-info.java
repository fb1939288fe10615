/** What goes on in SQS without anybody's call: message move tasks. */
@NullMarked
package dev.weir.services.sqs.background;

import org.jspecify.annotations.NullMarked;
