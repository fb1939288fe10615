// Update expressions. Amazon DynamoDB Developer Guide, "Using update expressions in DynamoDB".
grammar Update;

import Operands;

wholeUpdate
    : section+ EOF
    ;

section
    : SET assignment (',' assignment)*                          # setSection
    | REMOVE path (',' path)*                                   # removeSection
    | ADD addition (',' addition)*                              # addSection
    | DELETE addition (',' addition)*                           # deleteSection
    ;

assignment
    : path '=' sum
    ;

sum
    : operand (sign=('+' | '-') operand)?                       # plainSum
    | '(' sum ')'                                               # groupedSum
    ;

addition
    : path VALUE_REF
    ;

SET: [sS][eE][tT];
REMOVE: [rR][eE][mM][oO][vV][eE];
ADD: [aA][dD][dD];
DELETE: [dD][eE][lL][eE][tT][eE];
