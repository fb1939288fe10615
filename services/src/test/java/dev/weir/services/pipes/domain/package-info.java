/** Paths and templates of pipes. */
package dev.weir.services.pipes.domain;
