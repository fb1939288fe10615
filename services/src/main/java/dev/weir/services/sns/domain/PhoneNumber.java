package dev.weir.services.sns.domain;

import java.util.regex.Pattern;

/** Phone numbers as SNS takes them. Source: Amazon SNS Developer Guide, "Publishing to a mobile phone" (E.164). */
public final class PhoneNumber {
    private static final Pattern E164 = Pattern.compile("\\+?[1-9]\\d{1,14}");
    private static final Pattern PUNCTUATION = Pattern.compile("[./-]");
    private static final Pattern BAD_PUNCTUATION = Pattern.compile("[./-]{2,}|^[./-]|[./-]$");

    private PhoneNumber() {}

    /** Whether it is a number in E.164's form, which may be broken up by single dots, slashes and hyphens. */
    public static boolean good(String text) {
        return !BAD_PUNCTUATION.matcher(text).find()
                && E164.matcher(strip(text)).matches();
    }

    /** The number with its plus and without what breaks it up. */
    public static String plain(String text) {
        String digits = strip(text);
        return digits.startsWith("+") ? digits : "+" + digits;
    }

    private static String strip(String text) {
        return PUNCTUATION.matcher(text).replaceAll("");
    }
}
