package io.perch.engine.optimization;

import io.perch.base.HiddenFile;
import io.perch.base.PerchException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file whose linear layers multiply in bfloat16, for as long as it takes to load it: their weights are rounded, and
 * their code narrows what comes in and widens what goes out. All the rest stays float32: three times closer to the plain network
 * than all in bfloat16, and as fast.
 */
final class Bfloat16File implements AutoCloseable {

    private static final String LAYERS = "__torch__.torch.nn.modules.linear";
    private static final String CODE = "code/__torch__/torch/nn/modules/linear";
    private static final Pattern CALL = Pattern.compile("torch\\.linear\\((\\w+), (\\w+), (\\w+)\\)");
    private static final String NARROW_CALL =
            "torch.to(torch.linear(torch.to($1, ops.prim.dtype($2)), $2, $3), ops.prim.dtype($1))";
    private static final int HALF = 1 << 15;

    private static final String PREFIX = ".bfloat16-";

    private final HiddenFile file;

    private Bfloat16File(HiddenFile file) {
        this.file = file;
    }

    /**
     * Made beside the original, under a hidden name that is no part of the package.
     *
     * @throws PerchException OPTIMIZATION_REFUSED when there is no linear layer that it could change, or no room for the file
     */
    static Bfloat16File of(Path original) {
        Bfloat16File made = new Bfloat16File(HiddenFile.beside(original, PREFIX));
        try {
            rewrite(original, made.path());
            return made;
        } catch (IOException failure) {
            made.close();
            throw NarrowedNetwork.refused("the narrowed file could not be written: " + failure);
        } catch (IllegalArgumentException | NoSuchElementException | BufferUnderflowException unknown) {
            made.close();
            throw NarrowedNetwork.refused("data.pkl is not as torch.jit.save writes it: " + unknown.getMessage());
        } catch (RuntimeException refused) {
            made.close();
            throw refused;
        }
    }

    Path path() {
        return file.path();
    }

    private static void rewrite(Path original, Path made) throws IOException {
        try (ZipFile from = new ZipFile(original.toFile());
                ZipOutputStream to = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(made), 1 << 20))) {
            to.setMethod(ZipOutputStream.STORED);
            rewrite(from, to);
        }
    }

    private static void rewrite(ZipFile from, ZipOutputStream to) throws IOException {
        ZipEntry data = from.stream().filter(entry -> entry.getName().matches("[^/]+/data\\.pkl")).findFirst()
                .orElseThrow(() -> NarrowedNetwork.refused("there is no data.pkl in the file"));
        String root = data.getName().substring(0, data.getName().indexOf('/') + 1);
        StoragePickle pickle = new StoragePickle(bytes(from, data));
        Set<String> weights = pickle.of(LAYERS);
        Set<String> rounded = weights.stream().map(key -> root + "data/" + key).collect(Collectors.toSet());
        boolean narrows = false;
        for (ZipEntry entry : from.stream().toList()) {
            byte[] bytes = bytes(from, entry);
            if (entry.getName().startsWith(root + CODE)) {
                String code = new String(bytes, StandardCharsets.UTF_8);
                narrows |= CALL.matcher(code).find();
                bytes = CALL.matcher(code).replaceAll(NARROW_CALL).getBytes(StandardCharsets.UTF_8);
            }
            put(to, entry.getName(), entry.getName().equals(data.getName()) ? pickle.withBfloat16(weights)
                    : rounded.contains(entry.getName()) ? rounded(bytes) : bytes);
        }
        if (weights.isEmpty() || !narrows) {
            throw NarrowedNetwork.refused("the network has no layer of torch.nn.Linear that could be narrowed");
        }
    }

    private static byte[] rounded(byte[] floats) {
        ByteBuffer from = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(floats.length / 2).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putShort(rounded(from.getInt()));
        }
        return to.array();
    }

    /** To the nearest, ties to even. */
    static short rounded(int bits) {
        int upper = bits >>> 16;
        int lower = bits & 0xFFFF;
        if (Float.isNaN(Float.intBitsToFloat(bits))) {
            return (short) (upper | 0x40);
        }
        return (short) (lower > HALF || lower == HALF && (upper & 1) == 1 ? upper + 1 : upper);
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    @Override
    public void close() {
        file.close();
    }
}
