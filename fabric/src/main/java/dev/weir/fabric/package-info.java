/** Where services meet: what lies at an ARN can take events, be invoked, be read from. No service knows another. */
@NullMarked
package dev.weir.fabric;

import org.jspecify.annotations.NullMarked;
