/** What events look like in a pipe, and what is made of them. */
@NullMarked
package dev.weir.services.pipes.domain;

import org.jspecify.annotations.NullMarked;
