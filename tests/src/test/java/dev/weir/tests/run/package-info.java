/** Whole applications, run from the command line. */
package dev.weir.tests.run;
