package io.perch.artifact;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.IOException;
import java.io.InputStream;

/**
 * For the native executable only. Quarkus links at build time, and commons-compress can read Zstandard only with a library that
 * Perch does not carry. {@link PackageZip} refuses such entries before anyone could get here.
 */
@TargetClass(className = "org.apache.commons.compress.archivers.zip.ZipFile")
final class ZipFileWithoutZstd {

    @Substitute
    InputStream createZstdInputStream(InputStream compressed) throws IOException {
        throw new IOException("Zstandard is not supported");
    }
}
