package dev.weir.library.source;

import dev.weir.library.page.Address;
import java.util.Locale;

/**
 * A service whose documentation is indexed.
 *
 * @param id weir's name of it
 * @param npm what comes after {@code @aws-sdk/client-} in the name of its package; empty where it has no API of its own
 * @param version the package's version
 * @param sdkId AWS's service id, as in {@code Step Functions} being {@code SFN}
 * @param title its name in AWS's documentation
 * @param words other words for it and for what it holds
 * @param folder where its API reference is on AWS's site
 * @param style {@code REST} where pages are named after paths, else what names of pages begin with
 * @param endpoint the prefix of its endpoints
 * @param namespace what its CloudFormation types begin with, or empty
 */
public record Service(
        String id,
        String npm,
        String version,
        String sdkId,
        String title,
        String words,
        String folder,
        String style,
        String endpoint,
        String namespace) {

    /** Its package on npm, such as {@code @aws-sdk/client-sqs}. */
    public String artifact() {
        return "@aws-sdk/client-" + npm;
    }

    /** The start of its API reference. */
    public String reference() {
        return Address.SITE + folder;
    }

    /**
     * The page of an operation or a structure: the live one's address, except for structures of references whose pages
     * are named after paths, where they have no page of their own.
     *
     * @param name the operation's or the structure's
     * @param path of an operation over HTTP; empty where that is not known
     */
    public String page(String name, String path) {
        if (!style.equals("REST")) {
            // The SDK puts a line before names that JavaScript has taken.
            return reference() + style + name.replaceFirst("^_+", "") + ".html";
        }
        if (path.isEmpty()) {
            return Address.OWN + "api/" + id + "/" + name;
        }
        String plain = path.replaceFirst("\\?.*", "").replaceFirst("^/v2/", "/").replaceAll("[{}+]", "");
        return reference() + plain.substring(1).replace('/', '-').toLowerCase(Locale.ROOT) + ".html#" + name;
    }
}
