/**
 * Applications on paper: {@link dev.weir.mcp.design.Design} makes a SAM template and code out of a description of components,
 * {@link dev.weir.mcp.design.DesignOffer} offers that and ready descriptions to start from; sample events and what there is
 * to know of event source mappings.
 */
@NullMarked
package dev.weir.mcp.design;

import org.jspecify.annotations.NullMarked;
