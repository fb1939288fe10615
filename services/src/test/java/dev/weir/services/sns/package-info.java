/** SNS on a kernel whose clock stands still. */
package dev.weir.services.sns;
