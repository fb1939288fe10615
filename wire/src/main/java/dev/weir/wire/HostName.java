package dev.weir.wire;

import java.util.Locale;

/**
 * What a request's host says: {@code sqs.us-east-1.amazonaws.com}, {@code bucket.s3.localhost:4566}.
 *
 * @param service the label that names the service; empty where there is none
 * @param region empty where the host names none
 * @param bucket of virtual-hosted S3; empty where there is none
 */
record HostName(String service, String region, String bucket) {
    private static final HostName PLAIN = new HostName("", "", "");

    static HostName of(String authority) {
        int port = authority.lastIndexOf(':');
        String host = (port < 0 ? authority : authority.substring(0, port)).toLowerCase(Locale.ROOT);
        if (host.indexOf('.') < 0 || host.startsWith("[") || Character.isDigit(host.charAt(host.length() - 1))) {
            return PLAIN;
        }
        String[] labels = host.split("\\.");
        for (int i = labels.length - 2; i >= 0; i--) {
            if (labels[i].equals("s3") || labels[i].startsWith("s3-") && isRegion(labels[i].substring(3))) {
                String region = labels[i].equals("s3") ? region(labels, i + 1) : labels[i].substring(3);
                int start = host.length();
                for (int j = labels.length - 1; j >= i; j--) {
                    start -= labels[j].length() + 1;
                }
                return new HostName("s3", region, start <= 0 ? "" : host.substring(0, start));
            }
        }
        if (isRegion(labels[0])) {
            return new HostName(labels[1].equals("queue") ? "sqs" : labels[1], labels[0], "");
        }
        return new HostName(labels[0].equals("queue") ? "sqs" : labels[0], region(labels, 1), "");
    }

    /** The bucket in hosts such as {@code bucket.localhost}, which clients make of a plain endpoint. */
    static String bucketOfLocalhost(String authority) {
        int port = authority.lastIndexOf(':');
        String host = (port < 0 ? authority : authority.substring(0, port)).toLowerCase(Locale.ROOT);
        return host.endsWith(".localhost") ? host.substring(0, host.length() - ".localhost".length()) : "";
    }

    private static String region(String[] labels, int index) {
        return index < labels.length && isRegion(labels[index]) ? labels[index] : "";
    }

    private static boolean isRegion(String label) {
        int dashes = 0;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '-') {
                dashes++;
            } else if (c >= '0' && c <= '9') {
                return dashes >= 2 && i == label.length() - 1;
            } else if (c < 'a' || c > 'z') {
                return false;
            }
        }
        return false;
    }
}
