package dev.weir.fabric.capture;

import dev.weir.kernel.Scope;

/** What a service does with a text message that comes in from a phone: {@code STOP}, for one. */
public interface Replies {
    /**
     * Takes the message.
     *
     * @param from the phone's number, such as {@code +12065550100}
     * @return what it led to, in a few words
     * @throws dev.weir.shapes.AwsException where the number is none
     */
    String reply(Scope scope, String from, String text);
}
