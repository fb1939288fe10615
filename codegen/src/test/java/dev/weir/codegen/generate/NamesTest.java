package dev.weir.codegen.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.lang.model.SourceVersion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "QueueUrl,queueUrl",
        "MD5OfBody,md5OfBody",
        "ETag,eTag",
        "ARN,arn",
        "AWSAccountIds,awsAccountIds",
        "S3Bucket,s3Bucket",
        "SSEKMSKeyId,ssekmsKeyId",
        "NULL,null_",
        "default,default_",
        "schema,schema_",
        "tags,tags"
    })
    void membersBecomeComponents(String member, String component) {
        assertEquals(component, Names.component(member));
    }

    @ParameterizedTest
    @CsvSource({
        "VisibilityTimeout,VISIBILITY_TIMEOUT",
        "AWSTraceHeader,AWS_TRACE_HEADER",
        "nodejs22.x,NODEJS22_X",
        "s3:ObjectCreated:*,S3_OBJECT_CREATED_ALL",
        "NEW_AND_OLD_IMAGES,NEW_AND_OLD_IMAGES",
        "2xx,_2XX",
        "'',EMPTY"
    })
    void valuesBecomeConstants(String value, String constant) {
        assertEquals(constant, Names.constant(value));
    }

    @ParameterizedTest
    @CsvSource({"s3,Object,S3Object", "dynamodb,Record,DynamoDbRecord", "iam,userType,UserType", "sqs,Message,Message"})
    void shapesBecomeTypes(String service, String shape, String type) {
        assertEquals(type, Names.type(service, shape));
    }

    @Property
    void everyMemberBecomesAName(@ForAll @AlphaChars @StringLength(min = 1, max = 20) String member) {
        String component = Names.component(member);
        assertTrue(SourceVersion.isName(component), component);
    }
}
