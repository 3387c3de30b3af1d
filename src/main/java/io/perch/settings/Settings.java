package io.perch.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The values in force: transient before persistent before config before built-in. {@link #get} reads memory only; a change
 * made on any replica is here within a second (a hint through {@link Signals}, and a slow timer should the hint be lost).
 */
@ApplicationScoped
public class Settings {

    private static final Logger LOG = Logger.getLogger(Settings.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final SettingTable table;
    private final Signals signals;
    private final Map<Setting<?>, JsonNode> defaults;
    private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile InForce inForce;

    Settings(SettingTable table, Signals signals, Defaults defaults) {
        this.table = table;
        this.signals = signals;
        this.defaults = defaults.read();
        this.inForce = InForce.of(0, this.defaults, Map.of());
    }

    /** Before other parts start: they may ask at once. */
    void start(@Observes @Priority(10) StartupEvent starting) {
        reread().await().atMost(START_PATIENCE);
        signals.listen(SettingTable.CHANNEL, hint -> rereadOrWarn().subscribe().with(done -> { }));
    }

    /** The value in force; costs a look-up. */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        return (T) inForce.values.get(setting);
    }

    /**
     * Calls {@code listener} with the new value whenever it changes, on the context that brought the news; it must not block.
     * It is not called with the present value.
     */
    public <T> void onChange(Setting<T> setting, Consumer<T> listener) {
        listeners.add(new Listener<>(setting, listener));
    }

    /** Stores {@code update} whole; when the answer comes it is in force here, and within a second everywhere. */
    public Uni<Void> update(SettingsUpdate update) {
        return table.apply(update).chain(this::reread).replaceWithVoid();
    }

    /** What has been set, fresh from the table, by scope and key. */
    public Uni<Map<Scope, Map<String, JsonNode>>> stored() {
        return reread();
    }

    /** Raw values of the settings that have not been set, in the order of the manual. */
    public Map<Setting<?>, JsonNode> defaults() {
        return defaults;
    }

    @Scheduled(every = "60s", delayed = "60s")
    Uni<Void> rereadOrWarn() {
        return reread().replaceWithVoid().onFailure().recoverWithUni(failure -> {
            LOG.warnf("Settings stay as they were, the table cannot be read: %s", failure.toString());
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Map<Scope, Map<String, JsonNode>>> reread() {
        return Uni.createFrom().deferred(() -> {
            long ticket = reads.incrementAndGet();
            return table.readAll().invoke(stored -> enforce(InForce.of(ticket, defaults, stored)));
        });
    }

    /** Of two reads under way the one that began later wins. */
    private void enforce(InForce read) {
        InForce before;
        synchronized (this) {
            before = inForce;
            if (read.ticket < before.ticket) {
                return;
            }
            inForce = read;
        }
        listeners.forEach(listener -> listener.tell(before, read));
    }

    /** @param values by identity, for a look-up without hashing records */
    private record InForce(long ticket, Map<Setting<?>, Object> values) {

        static InForce of(long ticket, Map<Setting<?>, JsonNode> defaults, Map<Scope, Map<String, JsonNode>> stored) {
            Map<Setting<?>, Object> values = new IdentityHashMap<>();
            defaults.forEach((setting, raw) -> values.put(setting, setting.parse(raw)));
            for (Scope scope : Scope.values()) {
                stored.getOrDefault(scope, Map.of()).forEach((key, raw) -> override(values, key, raw));
            }
            return new InForce(ticket, values);
        }

        private static void override(Map<Setting<?>, Object> values, String key, JsonNode raw) {
            MlSettings.find(key).ifPresent(setting -> {
                try {
                    values.put(setting, setting.parse(raw));
                } catch (PerchException unfit) {
                    // stored by another version of Perch: this one goes on without it
                    LOG.warnf("The stored value of [%s] is ignored: %s", key, unfit.reason());
                }
            });
        }
    }

    private record Listener<T>(Setting<T> setting, Consumer<T> listener) {

        @SuppressWarnings("unchecked")
        void tell(InForce before, InForce now) {
            T value = (T) now.values.get(setting);
            if (Objects.equals(before.values.get(setting), value)) {
                return;
            }
            try {
                listener.accept(value);
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "A listener on [%s] failed", setting.key());
            }
        }
    }
}
