/**
 * Documentation that is searched and read without a network. {@link dev.weir.library.Library} is the way in.
 *
 * <p>It has two parts. AWS's part is made from packages of npm and Maven ({@code build}, {@code source}) when it is first needed, or by a
 * whole build of weir, and then lies in the user's cache as a Lucene index ({@code index}); its texts are never part of weir's own
 * sources. Weir's own part, its guides and its skill, is read from the files that weir lies in, and is always there.
 *
 * <p>Every answer says which package it comes from, in which version, and where the live page is. What is not there is said to be not
 * there; nothing is made up.
 */
@NullMarked
package dev.weir.library;

import org.jspecify.annotations.NullMarked;
