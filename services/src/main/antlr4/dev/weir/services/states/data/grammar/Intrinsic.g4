// Calls of intrinsic functions. AWS Step Functions Developer Guide, "Intrinsic functions for JSONPath states".
grammar Intrinsic;

expression
    : call EOF
    ;

call
    : NAME '(' (argument (',' argument)*)? ')'
    ;

argument
    : call                          # nested
    | STRING                        # string
    | NUMBER                        # number
    | PATH                          # path
    | TRUE                          # true
    | FALSE                         # false
    | NULL                          # null
    ;

TRUE : 'true' ;
FALSE : 'false' ;
NULL : 'null' ;
NAME : 'States.' [A-Za-z0-9]+ ;
NUMBER : '-'? [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;
STRING : '\'' ('\\' . | ~['\\])* '\'' ;
PATH : '$' PART* ;
WS : [ \t\r\n]+ -> skip ;

// Commas and parentheses end a path, but not inside of brackets.
fragment PART : BRACKETS | ~[ \t\r\n,()[\]'] ;
fragment BRACKETS : '[' (BRACKETS | '\'' ('\\' . | ~['\\])* '\'' | ~[\]['])* ']' ;
