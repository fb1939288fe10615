/** EventBridge's rules by themselves. */
package dev.weir.services.events;
