package io.perch.connector.credential;

import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.PerchException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The key under which the credentials of all connectors are sealed; itself it is stored only wrapped by a master key. Each sealed
 * value is bound to its owner (the id of a connector, or of a model with a connector of its own) and to its name: copied to
 * another row or another name it does not open.
 */
public final class DataKey {

    /** Format 1: {@code sealed:1:<id of the key>:<base64url of what AesGcm makes>}. */
    private static final String FORMAT = "sealed:1:";

    private final String id;
    private final byte[] bytes;
    private final AesGcm cipher;
    private final SecureRandom random;

    /** @param bytes {@value AesGcm#KEY_BYTES} of them */
    DataKey(String id, byte[] bytes, SecureRandom random) {
        this.id = id;
        this.bytes = bytes;
        this.cipher = new AesGcm(bytes);
        this.random = random;
    }

    static DataKey fresh(SecureRandom random) {
        byte[] bytes = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(bytes);
        return new DataKey(Ids.next(), bytes, random);
    }

    String id() {
        return id;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Text of printable ASCII, different each time. */
    public String seal(Secret value, String owner, String name) {
        byte[] sealed = cipher.seal(value.reveal().getBytes(StandardCharsets.UTF_8), bound(owner, name), random);
        return FORMAT + id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Throws CREDENTIAL_UNREADABLE when {@code sealed} is not what {@link #seal} made for this owner and name under this key. */
    public Secret open(String sealed, String owner, String name) {
        String prefix = FORMAT + id + ":";
        if (!sealed.startsWith(prefix)) {
            throw unreadable(name, sealed.startsWith(FORMAT)
                    ? "it was sealed under another data key than the one in table secret_key"
                    : "it is not in the form in which Perch seals credentials");
        }
        return decoded(sealed.substring(prefix.length()))
                .flatMap(bytes -> cipher.open(bytes, bound(owner, name)))
                .map(plain -> Secret.of(new String(plain, StandardCharsets.UTF_8)))
                .orElseThrow(() -> unreadable(name, "it was changed, or copied from another connector or name"));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** The length of the owner keeps apart what would read the same side by side. */
    private static byte[] bound(String owner, String name) {
        return (owner.length() + ":" + owner + name).getBytes(StandardCharsets.UTF_8);
    }

    private static PerchException unreadable(String name, String why) {
        return new PerchException(ErrorCode.CREDENTIAL_UNREADABLE, "Credential '" + name + "' cannot be opened: " + why,
                "update the connector with all its credentials: they are sealed anew then");
    }
}
