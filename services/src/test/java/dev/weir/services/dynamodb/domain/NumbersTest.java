package dev.weir.services.dynamodb.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.shapes.AwsException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void writesEveryFormOfANumberAlike() {
        for (String same : new String[] {"100", "1e2", "1E+2", "100.0", "0100", "1000E-1"}) {
            assertEquals("100", Numbers.canonical(same), same);
        }
        assertEquals("0", Numbers.canonical("-0.00"));
        assertEquals("0.5", Numbers.canonical(".5"));
        assertEquals("-12", Numbers.canonical("-12"));
        assertEquals("1" + "0".repeat(125), Numbers.canonical("1e125"));
    }

    @Test
    void refusesWhatIsOutOfRangeInAwsWords() {
        assertEquals(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
                message("1e126"));
        assertEquals(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
                message("1e-131"));
        assertEquals("Attempting to store more than 38 significant digits in a Number", message("1".repeat(39)));
        assertEquals("The parameter cannot be converted to a numeric value: abc", message("abc"));
        assertEquals("The parameter cannot be converted to a numeric value", message(""));
    }

    @Property
    void keysOrderAsNumbersDo(@ForAll("numbers") String left, @ForAll("numbers") String right) {
        int byValue = Integer.signum(new BigDecimal(left).compareTo(new BigDecimal(right)));
        byte[] one = KeyCodec.encode(new Value.N(left));
        byte[] other = KeyCodec.encode(new Value.N(right));
        assertEquals(byValue, Integer.signum(Arrays.compareUnsigned(one, other)), left + " and " + right);
        assertEquals(byValue, Integer.signum(Numbers.compare(left, right)));
    }

    @Property
    void aCanonicalNumberStaysAsItIs(@ForAll("numbers") String number) {
        assertEquals(number, Numbers.canonical(number));
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.valueOf(-1200), BigInteger.valueOf(1200)),
                Arbitraries.bigIntegers()
                        .between(
                                BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                                BigInteger.TEN.pow(38).subtract(BigInteger.ONE)));
        Arbitrary<Integer> scales = Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 3), Arbitraries.integers().between(-85, 92));
        return Combinators.combine(digits, scales)
                .as((unscaled, scale) -> Numbers.canonical(new BigDecimal(unscaled, scale)));
    }

    private static String message(String number) {
        return assertThrows(AwsException.class, () -> Numbers.canonical(number)).getMessage();
    }
}
