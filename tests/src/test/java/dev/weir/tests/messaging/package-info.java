/** What holds for messaging services alike. */
@org.jspecify.annotations.NullMarked
package dev.weir.tests.messaging;
