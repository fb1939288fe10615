// What all expressions are made of: document paths, placeholders, functions.
// Amazon DynamoDB Developer Guide, "Using expressions in DynamoDB".
grammar Operands;

operand
    : '(' operand ')'                                # groupedOperand
    | function                                       # functionOperand
    | VALUE_REF                                      # valueOperand
    | path                                           # pathOperand
    ;

function
    : NAME '(' operand (',' operand)* ')'
    ;

path
    : element ('.' element | '[' INDEX ']')*
    ;

element
    : NAME
    | NAME_REF
    ;

NAME_REF: '#' [a-zA-Z0-9_]+;
VALUE_REF: ':' [a-zA-Z0-9_]+;
NAME: [a-zA-Z] [a-zA-Z0-9_]*;
INDEX: [0-9]+;
SPACE: [ \t\r\n]+ -> skip;
// Whatever else there is becomes a token of its own, so that the parser is the one to report it.
OTHER: .;
