package dev.weir.services.states.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "`Type`:`Pass`,`Parameters`:{`a.$`:`$one`,`b`:`$two`} | {S=[one]}",
                "`Type`:`Pass`,`Parameters`:{`a`:{`b.$`:`States.Format('$no {}', $one, $$.State.Name)`}} | {S=[one]}",
                "`Type`:`Fail`,`CausePath`:`$why`,`ErrorPath`:`$error` | {S=[error, why]}",
                "`Type`:`Pass`,`InputPath`:`$answer.deep`,`Assign`:{`own`:1} | {S=[answer]}",
                "`Type`:`Choice`,`Choices`:[{`Variable`:`$guess`,`StringEqualsPath`:`$answer`,`Next`:`S`}] | {S=[answer, guess]}",
                "`Type`:`Map`,`ItemsPath`:`$list`,`ItemProcessor`:{`StartAt`:`I`,`States`:{`I`:{`Type`:`Pass`,`InputPath`:`$in`}}} | {S=[list], I=[in]}",
                "`Type`:`Pass`,`QueryLanguage`:`JSONata`,`Output`:`{% ($x := $y; $sum($x) & '$z' & $states.input) %}` | {S=[y]}",
                "`Type`:`Pass`,`QueryLanguage`:`JSONata`,`Output`:`{% $map($list, function($v) { $v + $add }) %}` | {S=[add, list]}",
                "`Type`:`Pass`,`QueryLanguage`:`JSONata`,`Output`:`$plain` | {}"
            })
    void variablesAreFoundWhereTheyAreReferredTo(String state, String references) {
        String definition = "{`StartAt`:`S`,`States`:{`S`:{" + state + "}}}";
        DefinitionReader.Reading reading = DefinitionReader.read(definition.replace('`', '"'), false);
        assertEquals(references, References.of(reading.definition().workflow()).toString());
    }
}
