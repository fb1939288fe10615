package dev.weir.services.sns.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FilterPolicyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":["x"]}                                | {"a":"x"}              | true
            {"a":["x"]}                                | {"a":"y"}              | false
            {"a":["x"]}                                | {}                     | false
            {"a":["x","y"]}                            | {"a":["q","y"]}        | true
            {"a":[1]}                                  | {"a":1.0}              | true
            {"a":["1"]}                                | {"a":1}                | false
            {"a":[null]}                               | {"a":null}             | true
            {"a":[true]}                               | {"a":true}             | true
            {"a":[{"prefix":"or"}]}                    | {"a":"order"}          | true
            {"a":[{"suffix":"er"}]}                    | {"a":"order"}          | true
            {"a":[{"suffix":"or"}]}                    | {"a":"order"}          | false
            {"a":[{"wildcard":"o*d*r"}]}               | {"a":"order"}          | true
            {"a":[{"wildcard":"o*x"}]}                 | {"a":"order"}          | false
            {"a":[{"equals-ignore-case":"ORDER"}]}     | {"a":"Order"}          | true
            {"a":[{"anything-but":["x"]}]}             | {"a":"y"}              | true
            {"a":[{"anything-but":["x"]}]}             | {"a":"x"}              | false
            {"a":[{"anything-but":"x"}]}               | {}                     | false
            {"a":[{"anything-but":{"prefix":"o"}}]}    | {"a":"order"}          | false
            {"a":[{"anything-but":{"prefix":"o"}}]}    | {"a":"payment"}        | true
            {"a":[{"numeric":["=",5]}]}                | {"a":5.00}             | true
            {"a":[{"numeric":[">",0,"<=",100]}]}       | {"a":99.12}            | true
            {"a":[{"numeric":[">",0,"<=",100]}]}       | {"a":100.1}            | false
            {"a":[{"numeric":[">",0]}]}                | {"a":"5"}              | false
            {"a":[{"exists":true}]}                    | {"a":"x"}              | true
            {"a":[{"exists":false}]}                   | {"a":"x"}              | false
            {"a":[{"exists":false}]}                   | {}                     | true
            {"a":[{"cidr":"10.0.0.0/24"}]}             | {"a":"10.0.0.255"}     | true
            {"a":[{"cidr":"10.0.0.0/24"}]}             | {"a":"10.0.1.0"}       | false
            {"a":[{"cidr":"10.0.0.0/24"}]}             | {"a":"nonsense"}       | false
            {"a":{"b":["x"]}}                          | {"a":{"b":"x"}}        | true
            {"a":{"b":["x"]}}                          | {"a":{"c":"x"}}        | false
            {"a":{"b":["x"],"c":["y"]}}                | {"a":[{"b":"x","c":"z"},{"b":"x","c":"y"}]} | true
            {"a":{"b":["x"],"c":["y"]}}                | {"a":[{"b":"x","c":"z"},{"b":"w","c":"y"}]} | false
            {"a":{"b":[{"exists":false}]}}             | {}                     | true
            {"a.b":["x"]}                              | {"a":{"b":"x"}}        | true
            {"$or":[{"a":["x"]},{"b":["y"]}]}          | {"b":"y"}              | true
            {"$or":[{"a":["x"]},{"b":["y"]}]}          | {"b":"x"}              | false
            {"c":["z"],"$or":[{"a":["x"]},{"b":["y"]}]}| {"b":"y"}              | false
            """)
    void bodies(String policy, String body, boolean matches) {
        new FilterPolicyRules(true).check(json(policy));
        Optional<String> mismatch = FilterPolicy.of(json(policy)).mismatch(json(body));
        assertEquals(matches, mismatch.isEmpty(), mismatch.toString());
    }

    @Test
    void theKeyThatDidNotMatchIsNamed() {
        FilterPolicy policy =
                FilterPolicy.of(json("{\"store\":[\"x\"],\"order\":{\"total\":[{\"numeric\":[\">\",5]}]}}"));
        assertEquals(
                Optional.of("key order.total is 3, and the policy wants [{\"numeric\":[\">\",5]}]"),
                policy.mismatch(json("{\"store\":\"x\",\"order\":{\"total\":3}}")));
        assertEquals(
                Optional.of("attribute store is missing, and the policy wants [\"x\"]"), policy.mismatch(Map.of()));
        assertEquals(
                Optional.of("attribute store is \"y\", and the policy wants [\"x\"]"),
                policy.mismatch(Map.of("store", List.of(json("\"y\"")))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":"x"}                            | FilterPolicy: "a" must be an object or an array
            {"a":[]}                             | FilterPolicy: Empty arrays are not allowed
            {"a":[{"prefix":1}]}                 | FilterPolicy: prefix match pattern must be a string
            {"a":[{"exists":1}]}                 | FilterPolicy: exists match pattern must be either true or false.
            {"a":[{"what":"x"}]}                 | FilterPolicy: Unrecognized match type what
            {"a":[{"prefix":"x","suffix":"y"}]}  | FilterPolicy: Only one key allowed in match expression
            {"a":[["x"]]}                        | FilterPolicy: Match value must be String, number, true, false, or null
            {"a":[{"numeric":["!",1]}]}          | FilterPolicy: Unrecognized numeric range operator: !
            {"a":[{"numeric":["<","1"]}]}        | FilterPolicy: Value of < must be numeric
            {"a":[{"numeric":[">",5,"<",1]}]}    | FilterPolicy: Bottom must be less than top
            {"a":[{"cidr":"10.0.0.0"}]}          | FilterPolicy: Malformed CIDR, one '/' required
            {"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]} | FilterPolicy: Filter policy can not have more than 5 keys
            {"a":{"b":["x"]}}                    | Filter policy scope MessageAttributes does not support nested filter policy
            """)
    void refusals(String policy, String message) {
        FilterPolicyRules.Refused refused =
                assertThrows(FilterPolicyRules.Refused.class, () -> new FilterPolicyRules(false).check(json(policy)));
        assertEquals(message, refused.getMessage());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
