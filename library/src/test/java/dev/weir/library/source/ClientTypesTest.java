package dev.weir.library.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.library.source.ClientTypes.Operation;
import dev.weir.library.source.ClientTypes.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types in the form that AWS's SDK for JavaScript has them in; the service is invented. */
class ClientTypesTest {
    static final Map<String, String> KETTLE = Map.of(
            "dist-types/index.d.ts",
            """
            /**
             * <p>Boils water.</p>
             *
             * @packageDocumentation
             */
            export * from "./KettleClient";
            """,
            "dist-types/models/models_0.d.ts",
            """
            /**
             * @public
             */
            export interface BoilRequest {
                /**
                 * <p>How hot, as \\{degrees\\}.</p>
                 * @public
                 */
                Degrees: number | undefined;
                /**
                 * <p>The kind of water.</p>
                 * @public
                 */
                Water?: Water | undefined;
                Tags?: Tag[] | undefined;
            }
            /**
             * <p>A label.</p>
             * @public
             */
            export interface Tag {
                Key: string | undefined;
            }
            /**
             * <p>Where to.</p>
             * @public
             */
            export type Vessel = Vessel.CupMember | Vessel.$UnknownMember;
            /**
             * @public
             */
            export declare namespace Vessel {
                /**
                 * <p>Into a cup.</p>
                 * @public
                 */
                interface CupMember {
                    cup: string;
                    pot?: never;
                    $unknown?: never;
                }
                /**
                 * @public
                 */
                interface $UnknownMember {
                    cup?: never;
                    $unknown: [string, any];
                }
            }
            """,
            "dist-types/models/enums.d.ts",
            """
            /**
             * @public
             * @enum
             */
            export declare const Water: {
                readonly HARD: "hard";
                readonly SOFT: "soft";
            };
            """,
            "dist-types/models/errors.d.ts",
            """
            import { KettleServiceException as __BaseException } from "./KettleServiceException";
            /**
             * <p>There is no water.</p>
             * @public
             */
            export declare class DryException extends __BaseException {
                readonly name: "DryException";
                readonly $fault: "client";
            }
            """,
            "dist-types/commands/BoilCommand.d.ts",
            """
            export interface BoilCommandInput extends BoilRequest {
            }
            /**
             * <p>Boils it.</p>
             * @example
             * Use a bare-bones client.
             *
             * @throws {@link DryException} (client fault)
             *  <p>There is no water.</p>
             *
             * @throws {@link KettleServiceException}
             * <p>Base exception class.</p>
             *
             * @public
             */
            export declare class BoilCommand extends BoilCommand_base {
                protected static __types: {
                    api: {
                        input: BoilRequest;
                        output: {};
                    };
                };
            }
            """,
            "dist-es/schemas/schemas_0.js",
            """
            export var Boil$ = [9, n0, _B,
                { [_h]: ["POST", "/v2/kettles/{KettleId}/boil", 200] }, () => BoilRequest$, () => __Unit
            ];
            """);

    private final ClientTypes types = ClientTypes.read(KETTLE);

    @Test
    void readsOperations() {
        Operation boil = types.operations().get("Boil");
        assertEquals("<p>Boils it.</p>", boil.html());
        assertEquals("BoilRequest", boil.input());
        assertEquals(null, boil.output());
        assertEquals("POST", boil.method());
        assertEquals("/v2/kettles/{KettleId}/boil", boil.path());
        assertEquals(Map.of("DryException", "<p>There is no water.</p>"), boil.errors());
    }

    @Test
    void readsMembers() {
        Shape request = types.shapes().get("BoilRequest");
        assertEquals(
                List.of("Degrees", "Water", "Tags"),
                request.members().stream().map(ClientTypes.Member::name).toList());
        assertTrue(request.members().getFirst().required());
        assertEquals(
                "<p>How hot, as {degrees}.</p>", request.members().getFirst().html());
        assertEquals(List.of("hard", "soft"), types.values("Water"));
        assertEquals("Tag[]", request.members().getLast().type());
    }

    @Test
    void readsUnionsAndErrors() {
        Shape vessel = types.shapes().get("Vessel");
        assertTrue(vessel.union());
        assertEquals(
                List.of("cup"),
                vessel.members().stream().map(ClientTypes.Member::name).toList());
        assertEquals("<p>Into a cup.</p>", vessel.members().getFirst().html());
        assertTrue(types.shapes().get("DryException").isError());
        assertEquals("<p>Boils water.</p>", types.html());
    }
}
