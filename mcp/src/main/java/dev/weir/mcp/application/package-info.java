/**
 * Applications: made from templates or a description of their components, built, deployed as stacks, tried in a copy of the
 * world, looked into, deleted.
 */
@NullMarked
package dev.weir.mcp.application;

import org.jspecify.annotations.NullMarked;
