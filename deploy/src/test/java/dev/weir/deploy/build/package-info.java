@NullMarked
package dev.weir.deploy.build;

import org.jspecify.annotations.NullMarked;
