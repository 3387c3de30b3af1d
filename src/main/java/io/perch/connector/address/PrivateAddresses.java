package io.perch.connector.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are not out in the open internet: whoever can make Perch call one reaches what he could not reach himself. They
 * are those of the IANA registries of special-purpose addresses (https://www.iana.org/assignments/iana-ipv4-special-registry, and
 * -ipv6-), without the blocks for documentation, and with Azure's platform address.
 */
final class PrivateAddresses {

    private static final int IPV4_BYTES = 4;

    private static final List<Block> IPV4 = List.of(
            Block.of(8, 0),                   // this host, this network: 0.0.0.0 is dialled as loopback
            Block.of(8, 10),
            Block.of(10, 100, 64),            // carrier-grade NAT; the metadata of Alibaba Cloud, 100.100.100.200
            Block.of(8, 127),
            Block.of(16, 169, 254),           // link-local; the metadata of AWS, Azure, Google
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),          // protocol assignments; the metadata of Oracle Cloud, 192.0.0.192
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),            // benchmarks
            Block.of(32, 168, 63, 129, 16),   // the platform of Azure, as seen from its machines
            Block.of(4, 224),                 // multicast
            Block.of(4, 240));                // reserved, broadcast

    private static final List<Block> IPV6 = List.of(
            Block.of(7, 0xfc),                // unique local; the metadata of AWS, fd00:ec2::254
            Block.of(10, 0xfe, 0x80),         // link-local
            Block.of(10, 0xfe, 0xc0),         // site-local, once
            Block.of(8, 0xff),                // multicast
            Block.of(64, 0x01),               // discard
            Block.of(32, 0x20, 0x01),         // Teredo: an IPv4 address behind NAT
            Block.of(48, 0, 0x64, 0xff, 0x9b, 0, 1)); // NAT64 within an organisation

    /** IPv6 addresses that lead to an IPv4 address. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(Block.of(96), 12),  // ::a.b.c.d, once; also :: and ::1
            new Embedding(Block.of(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff), 12), // ::ffff:a.b.c.d
            new Embedding(Block.of(96, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff), 12),       // ::ffff:0:a.b.c.d
            new Embedding(Block.of(96, 0, 0x64, 0xff, 0x9b), 12),                      // NAT64
            new Embedding(Block.of(16, 0x20, 0x02), 2));                               // 6to4

    private PrivateAddresses() {
    }

    static boolean hold(InetAddress address) {
        return hold(address.getAddress());
    }

    private static boolean hold(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return IPV4.stream().anyMatch(block -> block.has(address));
        }
        return IPV6.stream().anyMatch(block -> block.has(address))
                || embedded(address).filter(PrivateAddresses::hold).isPresent();
    }

    /** The IPv4 address to which an IPv6 address leads in the end. */
    static Optional<byte[]> embedded(byte[] address) {
        return address.length == IPV4_BYTES ? Optional.empty() : EMBEDDINGS.stream()
                .filter(embedding -> embedding.block.has(address)).findFirst()
                .map(embedding -> Arrays.copyOfRange(address, embedding.at, embedding.at + IPV4_BYTES));
    }

    private record Embedding(Block block, int at) {
    }
}
