/** restJson1 and restXml: members bound to paths, query strings, headers and bodies. */
@NullMarked
package dev.weir.wire.rest;

import org.jspecify.annotations.NullMarked;
