/** The skill: that its samples do what it says of them, whole and under failure, and that it is what its format asks for. */
@org.jspecify.annotations.NullMarked
package dev.weir.tests.skill;
