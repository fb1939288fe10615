// Condition, filter, key condition and projection expressions.
// Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
grammar Condition;

import Operands;

wholeCondition
    : disjunction EOF
    ;

disjunction
    : conjunction (OR conjunction)*
    ;

conjunction
    : negation (AND negation)*
    ;

negation
    : NOT negation                                              # not
    | predicate                                                 # plain
    ;

predicate
    : operand comparator=('=' | '<>' | '<' | '<=' | '>' | '>=') operand    # comparison
    | operand BETWEEN operand AND operand                       # between
    | operand IN '(' operand (',' operand)* ')'                 # in
    | '(' disjunction ')'                                       # group
    | function                                                  # call
    ;

wholeProjection
    : path (',' path)* EOF
    ;

AND: [aA][nN][dD];
OR: [oO][rR];
NOT: [nN][oO][tT];
BETWEEN: [bB][eE][tT][wW][eE][eE][nN];
IN: [iI][nN];
