package io.perch.connector.aws;

import io.perch.connector.credential.Secret;
import java.util.Optional;

/**
 * Who signs.
 *
 * @param sessionToken of temporary credentials
 */
public record AwsCredentials(Secret accessKey, Secret secretKey, Optional<Secret> sessionToken) {
}
