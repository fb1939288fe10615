package dev.weir.library.index;

import dev.weir.library.page.Kind;

/**
 * A page that answers a search.
 *
 * @param url its address
 * @param live the live page
 * @param title its title
 * @param kind what it is about
 * @param service the id of its service, or empty
 * @param origin the package it was made from
 * @param section the heading of the part that answers best, or empty
 * @param context words of that part, verbatim
 * @param score how well it fits; only to be compared within one search
 */
public record Found(
        String url,
        String live,
        String title,
        Kind kind,
        String service,
        String origin,
        String section,
        String context,
        double score) {}
