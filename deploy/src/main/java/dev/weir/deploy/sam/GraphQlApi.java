package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.List;

/** {@code AWS::Serverless::GraphQLApi}. */
final class GraphQlApi {
    GraphQlApi(Workspace work, Connectors connectors) {}

    List<CfnResource> transform(SamResource api) {
        throw api.invalid("The type AWS::Serverless::GraphQLApi is not supported yet.");
    }
}
