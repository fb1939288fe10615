/** CloudWatch Logs' API operations. */
@NullMarked
package dev.weir.services.logs.operations;

import org.jspecify.annotations.NullMarked;
