package io.perch.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A process in which nothing can be dialled: every socket that is connected is written down and refused. Prints what was
 * dialled, a line each, behind {@code dialled}. See {@link OfflineTest}.
 */
public final class DialTrap {

    private static final Queue<String> DIALLED = new ConcurrentLinkedQueue<>();

    private DialTrap() {
    }

    /** {@code djl}: DJL as it comes. Else the folder of a TorchScript model, which Perch loads and asks. */
    @SuppressWarnings("deprecation")
    public static void main(String[] arguments) throws Exception {
        Socket.setSocketImplFactory(Refusing::new);
        if (arguments[0].equals("djl")) {
            Class.forName("ai.djl.engine.Engine");
        } else {
            ask(Path.of(arguments[0]));
        }
        DIALLED.forEach(address -> System.out.println("dialled " + address));
        System.out.println("done");
        System.exit(0);
    }

    private static void ask(Path dir) {
        Engine engine = new Engine(TestConfig.DEFAULTS, new SimpleMeterRegistry());
        ModelConfig config = new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null, null, null, null,
                null, null);
        LoadedModel model = engine.load("m", FunctionName.TEXT_EMBEDDING, ModelFormat.TORCH_SCRIPT, config, dir);
        int tensors = model.predict(new TextDocs(List.of("hello"), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD),
                new PredictTerms(Deadline.in(Duration.ofMinutes(1))))
                .await().indefinitely().results().getFirst().tensors().size();
        System.out.println("answered " + tensors);
        engine.close();
    }

    private static final class Refusing extends SocketImpl {

        private static void refuse(Object address) throws IOException {
            DIALLED.add(String.valueOf(address));
            throw new ConnectException("nothing can be dialled here");
        }

        @Override
        protected void connect(String host, int port) throws IOException {
            refuse(host + ":" + port);
        }

        @Override
        protected void connect(InetAddress address, int port) throws IOException {
            refuse(new InetSocketAddress(address, port));
        }

        @Override
        protected void connect(SocketAddress address, int timeout) throws IOException {
            refuse(address);
        }

        @Override
        protected void create(boolean stream) {
        }

        @Override
        protected void bind(InetAddress host, int port) {
        }

        @Override
        protected void listen(int backlog) {
        }

        @Override
        protected void accept(SocketImpl socket) throws IOException {
            throw new IOException("nobody calls here");
        }

        @Override
        protected InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        protected OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        protected int available() {
            return 0;
        }

        @Override
        protected void close() {
        }

        @Override
        protected void sendUrgentData(int data) {
        }

        @Override
        public void setOption(int option, Object value) {
        }

        @Override
        public Object getOption(int option) {
            return 0;
        }
    }
}
