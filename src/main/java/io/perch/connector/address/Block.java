package io.perch.connector.address;

/** A block of addresses: all that begin with the same {@code bits}. */
record Block(byte[] prefix, int bits) {

    /** @param octets as many as hold {@code bits}; the rest is zero */
    static Block of(int bits, int... octets) {
        byte[] prefix = new byte[(bits + 7) / 8];
        for (int i = 0; i < octets.length; i++) {
            prefix[i] = (byte) octets[i];
        }
        return new Block(prefix, bits);
    }

    boolean has(byte[] address) {
        for (int bit = 0; bit < bits; bit += 8) {
            int at = bit / 8;
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
            if (((address[at] ^ prefix[at]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
