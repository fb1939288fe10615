package dev.weir.deploy.sam.api;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Expect;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.LogicalIds;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The custom domain of an API: the domain name, its base paths, and its records in Route 53. */
final class CustomDomain {
    private static final String CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";
    private static final Pattern BAD_PATH = Pattern.compile("[^0-9a-zA-Z/\\-_]+");
    private static final List<String> TRUST_STORE = List.of("TruststoreUri", "TruststoreVersion");

    private final SamResource api;
    private final ObjectNode domain;
    private final Workspace work;
    private final Expect expect;

    CustomDomain(SamResource api, JsonNode declared, Workspace work) {
        this.api = api;
        this.expect = api.expect();
        this.domain = expect.map(declared, "Domain");
        this.work = work;
    }

    private @Nullable JsonNode get(String... path) {
        return Json.get(domain, path);
    }

    private CfnResource resource(String type, String logicalId) {
        return new CfnResource(type, logicalId, api.passedOn());
    }

    /** What a REST API's domain becomes. */
    List<CfnResource> forRestApi() {
        JsonNode name = expect.present(get("DomainName"), "Domain.DomainName");
        JsonNode certificate = expect.present(get("CertificateArn"), "Domain.CertificateArn");
        JsonNode declaredEndpoint = get("EndpointConfiguration");
        String endpoint = declaredEndpoint == null ? "REGIONAL" : declaredEndpoint.asString("");
        if (!List.of("EDGE", "REGIONAL", "PRIVATE").contains(endpoint)) {
            throw api.invalid(
                    "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE'].");
        }
        domain.put("EndpointConfiguration", endpoint);
        boolean isPrivate = endpoint.equals("PRIVATE");
        CfnResource resource = resource(
                isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName",
                LogicalIds.of(isPrivate ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName", name));
        resource.set("DomainName", name)
                .set(endpoint.equals("REGIONAL") ? "RegionalCertificateArn" : "CertificateArn", certificate)
                .set(
                        "EndpointConfiguration",
                        Json.object("Types", Json.array(endpoint), "IpAddressType", get("IpAddressType")))
                .set("MutualTlsAuthentication", mutualTls())
                .set("SecurityPolicy", given("SecurityPolicy"))
                .set("EndpointAccessMode", given("EndpointAccessMode"))
                .set("OwnershipVerificationCertificateArn", given("OwnershipVerificationCertificateArn"))
                .set("Policy", isPrivate ? given("Policy") : null);
        List<CfnResource> made = Workspace.resourcesOf(resource);
        made.addAll(restMappings(resource, isPrivate));
        if (isPrivate && get("AccessAssociation") != null) {
            made.add(accessAssociation(resource));
        }
        CfnResource records = records(resource);
        if (records != null) {
            made.add(records);
        }
        return made;
    }

    private CfnResource accessAssociation(CfnResource resource) {
        JsonNode endpoint = get("AccessAssociation", "VpcEndpointId");
        String id = LogicalIds.of(
                "DomainNameAccessAssociation", Json.array(endpoint == null ? "" : endpoint, resource.ref()));
        return resource("AWS::ApiGateway::DomainNameAccessAssociation", id)
                .set("DomainNameArn", resource.ref())
                .set("AccessAssociationSource", endpoint)
                .set("AccessAssociationSourceType", "VPCE");
    }

    private @Nullable JsonNode given(String property) {
        JsonNode value = get(property);
        return Json.truthy(value) ? value : null;
    }

    private @Nullable ObjectNode mutualTls() {
        JsonNode declared = given("MutualTlsAuthentication");
        if (declared == null) {
            return null;
        }
        ObjectNode map = expect.map(declared, "Domain.MutualTlsAuthentication");
        if (!TRUST_STORE.containsAll(Json.keys(map))) {
            throw api.invalid(
                    "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].");
        }
        return trustStore(map);
    }

    private static ObjectNode trustStore(ObjectNode declared) {
        ObjectNode made = Json.object();
        for (String property : TRUST_STORE) {
            JsonNode value = Json.get(declared, property);
            Json.put(made, property, Json.truthy(value) ? value : null);
        }
        return made;
    }

    private List<CfnResource> restMappings(CfnResource resource, boolean isPrivate) {
        String type = isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping";
        String domainProperty = isPrivate ? "DomainNameArn" : "DomainName";
        JsonNode declared = get("BasePath");
        List<CfnResource> mappings = new ArrayList<>();
        if (!isPaths(declared)) {
            mappings.add(mapping(type, "BasePathMapping", domainProperty, resource));
            return mappings;
        }
        boolean normalize = get("NormalizeBasePath") == null || Json.truthy(get("NormalizeBasePath"));
        List<String> paths = expect.texts(Json.array(Json.asList(declared)), "Domain.BasePath");
        for (String path : paths) {
            String plain = path.chars()
                    .filter(Character::isLetterOrDigit)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            mappings.add(mapping(type, plain + "BasePathMapping", domainProperty, resource)
                    .set("BasePath", normalize ? plain : path));
        }
        return mappings;
    }

    private static boolean isPaths(@Nullable JsonNode declared) {
        return Json.truthy(declared) && declared != null && (declared.isString() || declared.isArray());
    }

    private CfnResource mapping(String type, String suffix, String domainProperty, CfnResource resource) {
        return resource(type, api.logicalId() + suffix)
                .set(domainProperty, resource.ref())
                .set(type.startsWith("AWS::ApiGatewayV2") ? "ApiId" : "RestApiId", Intrinsics.ref(api.logicalId()))
                .set("Stage", Intrinsics.ref(api.logicalId() + ".Stage"));
    }

    /** What the domain of an HTTP or WebSocket API becomes; the given tags go onto the domain name. */
    List<CfnResource> forApiV2(@Nullable JsonNode tags) {
        JsonNode name = get("DomainName");
        JsonNode certificate = get("CertificateArn");
        if (name == null || certificate == null) {
            throw api.invalid("Custom Domains only works if both DomainName and CertificateArn are provided.");
        }
        JsonNode endpoint = get("EndpointConfiguration");
        if (endpoint != null && !"REGIONAL".equals(Json.text(endpoint))) {
            throw api.invalid("EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].");
        }
        domain.put("EndpointConfiguration", "REGIONAL");
        CfnResource resource = resource("AWS::ApiGatewayV2::DomainName", LogicalIds.of("ApiGatewayDomainNameV2", name))
                .set("DomainName", name)
                .set("Tags", tags)
                .set(
                        "DomainNameConfigurations",
                        Json.array(Json.object(
                                "CertificateArn",
                                certificate,
                                "EndpointType",
                                "REGIONAL",
                                "IpAddressType",
                                get("IpAddressType"),
                                "OwnershipVerificationCertificateArn",
                                given("OwnershipVerificationCertificateArn"),
                                "SecurityPolicy",
                                given("SecurityPolicy"))))
                .set("MutualTlsAuthentication", mutualTlsV2());
        List<CfnResource> made = Workspace.resourcesOf(resource);
        made.addAll(mappingsV2(resource));
        CfnResource records = records(resource);
        if (records != null) {
            made.add(records);
        }
        return made;
    }

    private @Nullable ObjectNode mutualTlsV2() {
        JsonNode declared = given("MutualTlsAuthentication");
        if (declared == null) {
            return null;
        }
        if (!(declared instanceof ObjectNode map)) {
            throw api.invalid("MutualTlsAuthentication must be a map with at least one of the following fields"
                    + " ['TruststoreUri', 'TruststoreVersion'].");
        }
        TreeSet<String> unknown = new TreeSet<>(Json.keys(map));
        unknown.removeAll(TRUST_STORE);
        if (!unknown.isEmpty()) {
            throw Invalid.resource(
                    String.join(",", unknown),
                    "Available MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].");
        }
        return trustStore(map);
    }

    private List<CfnResource> mappingsV2(CfnResource resource) {
        String type = "AWS::ApiGatewayV2::ApiMapping";
        JsonNode declared = get("BasePath");
        List<CfnResource> mappings = new ArrayList<>();
        if (!isPaths(declared)) {
            mappings.add(mapping(type, "ApiMapping", "DomainName", resource));
            return mappings;
        }
        for (JsonNode item : Json.asList(declared)) {
            String path = Json.text(item);
            if (path == null) {
                throw api.invalid("Basepath must be a string.");
            }
            if (BAD_PATH.matcher(path).find()) {
                throw api.invalid("Invalid Basepath name provided.");
            }
            String suffix = path.replaceAll("[-_/]+", "") + "ApiMapping";
            mappings.add(
                    mapping(type, suffix, "DomainName", resource).set("ApiMappingKey", path.replaceAll("^/+|/+$", "")));
        }
        return mappings;
    }

    private @Nullable CfnResource records(CfnResource resource) {
        JsonNode declared = get("Route53");
        if (declared == null) {
            return null;
        }
        ObjectNode route53 = expect.map(declared, "Domain.Route53");
        JsonNode zoneId = Json.get(route53, "HostedZoneId");
        JsonNode zoneName = Json.get(route53, "HostedZoneName");
        JsonNode zone = Json.truthy(zoneId) ? zoneId : zoneName;
        if (zone == null) {
            throw api.invalid(
                    "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.");
        }
        boolean separate = Json.truthy(Json.get(route53, "SeparateRecordSetGroup"));
        if (separate) {
            expect.bool(Json.get(route53, "SeparateRecordSetGroup"), "Domain.Route53.SeparateRecordSetGroup");
        }
        JsonNode domainName = resource.get("DomainName");
        String id =
                LogicalIds.of("RecordSetGroup", separate && domainName != null ? Json.array(zone, domainName) : zone);
        Map<String, CfnResource> groups = work.recordSetGroups();
        separate = separate || api.type().equals("AWS::Serverless::WebSocketApi");
        CfnResource group = separate ? null : groups.get(id);
        if (group == null) {
            group = resource("AWS::Route53::RecordSetGroup", id)
                    .set("HostedZoneId", zoneId)
                    .set("HostedZoneName", zoneName)
                    .set("RecordSets", Json.array());
            if (!separate) {
                groups.put(id, group);
            }
        }
        ArrayNode records = Json.childList(group.properties(), "RecordSets");
        records.add(record("A", resource, route53));
        if (Json.isTrue(Json.get(route53, "IpV6"))) {
            records.add(record("AAAA", resource, route53));
        }
        return group;
    }

    private ObjectNode record(String type, CfnResource resource, ObjectNode route53) {
        return Json.object(
                "Name",
                resource.get("DomainName"),
                "Type",
                type,
                "AliasTarget",
                target(resource, route53),
                "Region",
                Json.get(route53, "Region"),
                "SetIdentifier",
                Json.get(route53, "SetIdentifier"));
    }

    private ObjectNode target(CfnResource resource, ObjectNode route53) {
        ObjectNode target = Json.object("EvaluateTargetHealth", Json.get(route53, "EvaluateTargetHealth"));
        switch (String.valueOf(Json.text(get("EndpointConfiguration")))) {
            case "REGIONAL" -> {
                target.set("HostedZoneId", resource.getAtt("RegionalHostedZoneId"));
                target.set("DNSName", resource.getAtt("RegionalDomainName"));
            }
            case "PRIVATE" -> {
                Json.put(target, "HostedZoneId", Json.get(route53, "VpcEndpointHostedZoneId"));
                Json.put(target, "DNSName", Json.get(route53, "VpcEndpointDomainName"));
            }
            default -> {
                JsonNode distribution = Json.get(route53, "DistributionDomainName");
                target.put("HostedZoneId", CLOUDFRONT_ZONE);
                target.set("DNSName", distribution == null ? resource.getAtt("DistributionDomainName") : distribution);
            }
        }
        return target;
    }
}
