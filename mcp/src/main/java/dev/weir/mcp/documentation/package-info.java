/** Tools that answer from the offline documentation, under the names of AWS's knowledge server. */
@NullMarked
package dev.weir.mcp.documentation;

import org.jspecify.annotations.NullMarked;
