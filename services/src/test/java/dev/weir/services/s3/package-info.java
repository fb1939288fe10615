@NullMarked
package dev.weir.services.s3;

import org.jspecify.annotations.NullMarked;
