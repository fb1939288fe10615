// DynamoDB's PartiQL. Amazon DynamoDB Developer Guide, "PartiQL: a SQL-compatible query language for DynamoDB".
grammar PartiQl;

wholeStatement
    : statement ';'? EOF
    ;

statement
    : select                                                    # selectStatement
    | INSERT INTO name VALUE struct                             # insertStatement
    | UPDATE name clause+ (WHERE condition)? returning?         # updateStatement
    | DELETE FROM name (WHERE condition)? returning?            # deleteStatement
    | EXISTS '(' select ')'                                     # existsStatement
    ;

select
    : SELECT projection FROM name ('.' index=name)? (WHERE condition)? (ORDER BY order (',' order)*)?
    ;

projection
    : '*'                                                       # everything
    | path (',' path)*                                          # paths
    ;

order
    : path (ASC | DESC)?
    ;

clause
    : SET assignment (',' assignment)*                          # setClause
    | REMOVE path (',' path)*                                   # removeClause
    ;

assignment
    : path '=' sum
    ;

sum
    : operand (sign+=('+' | '-') operand)*
    ;

returning
    : RETURNING scope=(ALL | MODIFIED) age=(OLD | NEW) '*'
    ;

condition
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
    : operand comparator=('=' | '<>' | '!=' | '<' | '<=' | '>' | '>=') operand    # comparison
    | operand NOT? BETWEEN operand AND operand                  # between
    | operand NOT? IN ('[' members? ']' | '(' members? ')')     # in
    | operand IS NOT? kind=(MISSING | NULL | NAME)              # is
    | function                                                  # call
    | '(' condition ')'                                         # group
    ;

operand
    : '(' operand ')'                                           # groupedOperand
    | function                                                  # functionOperand
    | literal                                                   # literalOperand
    | path                                                      # pathOperand
    ;

function
    : (NAME | EXISTS) '(' members? ')'
    ;

members
    : operand (',' operand)*
    ;

literal
    : STRING                                                    # text
    | sign=('-' | '+')? (INTEGER | DECIMAL)                     # number
    | TRUE                                                      # yes
    | FALSE                                                     # no
    | NULL                                                      # nothing
    | '?'                                                       # parameter
    | struct                                                    # map
    | '[' members? ']'                                          # list
    | '<<' members? '>>'                                        # bag
    ;

struct
    : '{' (pair (',' pair)*)? '}'
    ;

pair
    : STRING ':' operand
    ;

path
    : name ('.' name | '[' (INTEGER | STRING) ']')*
    ;

name
    : NAME
    | QUOTED
    | OLD
    | NEW
    | MODIFIED
    ;

ALL: A L L;
AND: A N D;
ASC: A S C;
BETWEEN: B E T W E E N;
BY: B Y;
DELETE: D E L E T E;
DESC: D E S C;
EXISTS: E X I S T S;
FALSE: F A L S E;
FROM: F R O M;
IN: I N;
INSERT: I N S E R T;
INTO: I N T O;
IS: I S;
MISSING: M I S S I N G;
MODIFIED: M O D I F I E D;
NEW: N E W;
NOT: N O T;
NULL: N U L L;
OLD: O L D;
OR: O R;
ORDER: O R D E R;
REMOVE: R E M O V E;
RETURNING: R E T U R N I N G;
SELECT: S E L E C T;
SET: S E T;
TRUE: T R U E;
UPDATE: U P D A T E;
VALUE: V A L U E;
WHERE: W H E R E;

DECIMAL
    : [0-9]+ '.' [0-9]* EXPONENT?
    | '.' [0-9]+ EXPONENT?
    | [0-9]+ EXPONENT
    ;
INTEGER: [0-9]+;
STRING: '\'' (~'\'' | '\'\'')* '\'';
QUOTED: '"' (~'"' | '""')* '"';
NAME: [a-zA-Z_$] [a-zA-Z0-9_$]*;
SPACE: [ \t\r\n]+ -> skip;
LINE_COMMENT: '--' ~[\r\n]* -> skip;
BLOCK_COMMENT: '/*' .*? '*/' -> skip;
// Whatever else there is becomes a token of its own, so that the parser is the one to report it.
OTHER: .;

fragment EXPONENT: [eE] [+-]? [0-9]+;
fragment A: [aA];
fragment B: [bB];
fragment C: [cC];
fragment D: [dD];
fragment E: [eE];
fragment F: [fF];
fragment G: [gG];
fragment H: [hH];
fragment I: [iI];
fragment L: [lL];
fragment M: [mM];
fragment N: [nN];
fragment O: [oO];
fragment P: [pP];
fragment R: [rR];
fragment S: [sS];
fragment T: [tT];
fragment U: [uU];
fragment V: [vV];
fragment W: [wW];
fragment X: [xX];
fragment Y: [yY];
