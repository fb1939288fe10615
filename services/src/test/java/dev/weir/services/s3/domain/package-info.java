@NullMarked
package dev.weir.services.s3.domain;

import org.jspecify.annotations.NullMarked;
