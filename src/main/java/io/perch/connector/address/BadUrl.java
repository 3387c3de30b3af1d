package io.perch.connector.address;

/** Why a text is no url to call: completes the sentence "Connector URL is not valid: …". Never leaves this package. */
final class BadUrl extends RuntimeException {

    BadUrl(String why) {
        super(why, null, false, false);
    }
}
