package io.perch.connector.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.testing.TestClock;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberedHostsTest {

    private final NameServer names = new NameServer();
    private final TestClock clock = new TestClock();
    private RememberedHosts hosts = new RememberedHosts(TestAddresses.DEFAULTS, names, clock);

    @AfterEach
    void close() {
        names.release();
        hosts.close();
    }

    @Test
    void findsAllAddresses() {
        names.put("api.example", "192.0.2.1", "2001:db8::1");

        assertThat(found("api.example")).isEqualTo(AddressRulesTest.addresses("192.0.2.1", "2001:db8::1"));
    }

    @Test
    void remembersForAMoment() {
        names.put("api.example", "192.0.2.1");
        found("api.example");
        names.put("api.example", "192.0.2.2");

        assertThat(found("api.example")).isEqualTo(AddressRulesTest.addresses("192.0.2.1"));
        clock.advance(Duration.ofSeconds(10));
        assertThat(found("api.example")).isEqualTo(AddressRulesTest.addresses("192.0.2.2"));
        assertThat(names.asked).hasValue(2);
    }

    @Test
    void saysWhenThereIsNoSuchHostAndAsksAgain() {
        PerchException failure = failure(hosts.all("nowhere.example"));

        assertThat(failure.code()).isEqualTo(ErrorCode.REMOTE_UNREACHABLE);
        assertThat(failure.reason()).isEqualTo("Error communicating with remote model: there is no host nowhere.example");
        names.put("nowhere.example", "192.0.2.1");
        assertThat(found("nowhere.example")).hasSize(1);
    }

    @Test
    void looksUpOnceForAllWhoAskAtTheSameTime() {
        names.put("api.example", "192.0.2.1");
        names.hold();
        CompletableFuture<List<InetAddress>> first = hosts.all("api.example").subscribeAsCompletionStage();
        CompletableFuture<List<InetAddress>> second = hosts.all("api.example").subscribeAsCompletionStage();

        names.release();

        assertThat(first.join()).isEqualTo(second.join()).hasSize(1);
        assertThat(names.asked).hasValue(1);
    }

    @Test
    void whoGoesAwayTakesNothingFromTheOthers() throws InterruptedException {
        names.put("api.example", "192.0.2.1");
        names.hold();
        Cancellable first = hosts.all("api.example").subscribe().with(nothing -> { });
        CompletableFuture<List<InetAddress>> second = hosts.all("api.example").subscribeAsCompletionStage();
        names.arrived.await();

        first.cancel();
        names.release();

        assertThat(second.join()).hasSize(1);
    }

    @Test
    void whoAsksAfterAllHaveGoneIsAnswered() throws InterruptedException {
        names.put("api.example", "192.0.2.1");
        names.hold();
        Cancellable only = hosts.all("api.example").subscribe().with(nothing -> { });
        names.arrived.await();

        only.cancel();
        names.release();

        assertThat(found("api.example")).hasSize(1);
    }

    @Test
    void aSlowNameServerIsNotWaitedForForEver() {
        hosts.close();
        hosts = new RememberedHosts(TestAddresses.DEFAULTS.dnsTimeout(Duration.ofMillis(20)), names, clock);
        names.put("api.example", "192.0.2.1");
        names.hold();

        PerchException failure = failure(hosts.all("api.example"));

        assertThat(failure.code()).isEqualTo(ErrorCode.REMOTE_TIMED_OUT);
        assertThat(failure.reason())
                .isEqualTo("Error communicating with remote model: the host api.example was not found within 0.02 s");
    }

    @Test
    void oneSlowHostDoesNotHoldTheOthersUp() throws InterruptedException {
        NameServer slow = new NameServer();
        slow.hold();
        hosts.close();
        hosts = new RememberedHosts(TestAddresses.DEFAULTS.dnsThreads(2),
                host -> host.equals("slow.example") ? slow.resolve(host) : names.resolve(host), clock);
        names.put("api.example", "192.0.2.1");
        for (int i = 0; i < 10; i++) {
            hosts.all("slow.example").subscribe().with(nothing -> { }, failure -> { });
        }
        slow.arrived.await();

        assertThat(found("api.example")).hasSize(1);
        assertThat(slow.asked).hasValue(1);
        slow.release();
    }

    /** Callers stand on contexts of their own, and what comes next may be a database session there. */
    @Test
    void eachCallerGoesOnWhereItStood() throws InterruptedException {
        names.put("api.example", "192.0.2.1");
        names.hold();
        Vertx vertx = Vertx.vertx();
        CountDownLatch asked = new CountDownLatch(2);
        try {
            List<CompletableFuture<Boolean>> callers = List.of(asking(vertx, asked), asking(vertx, asked));
            asked.await();
            names.release();

            assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).isTrue());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Whether the answer came on the context that asked. */
    private CompletableFuture<Boolean> asking(Vertx vertx, CountDownLatch asked) {
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        context.runOnContext(nothing -> {
            hosts.all("api.example").subscribe()
                    .with(found -> same.complete(Vertx.currentContext() == context), same::completeExceptionally);
            asked.countDown();
        });
        return same;
    }

    @Test
    void neverRemembersMoreThanAThousandHosts() {
        for (int i = 0; i < 1001; i++) {
            names.put("h" + i, "192.0.2.1");
            found("h" + i);
        }
        found("h1000");
        assertThat(names.asked).as("the last one is remembered").hasValue(1001);

        found("h0");

        assertThat(names.asked).as("the first one is not").hasValue(1002);
    }

    @Test
    void addressesNeedNoNameServer() {
        AddressRules rules = AddressRules.of(List.of(".*"), false, List.of(), List.of());

        assertThat(done(hosts.allowed(Endpoint.of("http://192.0.2.1/"), rules)))
                .isEqualTo(AddressRulesTest.addresses("192.0.2.1"));
        assertThat(failure(hosts.allowed(Endpoint.of("http://[::1]/"), rules)).code()).isEqualTo(ErrorCode.ADDRESS_FORBIDDEN);
        assertThat(names.asked).hasValue(0);
    }

    @Test
    void allAddressesOfAHostAreJudged() {
        AddressRules rules = AddressRules.of(List.of(".*"), false, List.of(), List.of());
        names.put("good.example", "192.0.2.1", "192.0.2.2");
        names.put("rebound.example", "192.0.2.1", "127.0.0.1");

        assertThat(done(hosts.allowed(Endpoint.of("http://good.example/"), rules))).hasSize(2);
        PerchException refusal = failure(hosts.allowed(Endpoint.of("http://rebound.example/"), rules));
        assertThat(refusal.reason()).isEqualTo("Remote inference host name has private ip address: rebound.example");
    }

    private List<InetAddress> found(String host) {
        return done(hosts.all(host));
    }

    private static <T> T done(Uni<T> work) {
        return work.await().indefinitely();
    }

    private static PerchException failure(Uni<?> work) {
        return catchThrowableOfType(PerchException.class, () -> work.await().indefinitely());
    }
}
