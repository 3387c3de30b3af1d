package io.perch.engine.queue;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.RunBuffers;
import io.perch.model.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Brings waiting texts and free engine threads together. A free thread takes the next model in turn (none can crowd out the
 * others) and drains what is queued for it; nothing waits for a batch to fill. An idle thread is woken when the event loop has
 * read all that had come in by then, so requests that arrive together run together. One lock guards all queues and is held
 * for bookkeeping only, so that event loops may submit.
 */
public final class Batcher implements AutoCloseable {

    private static final String OWNERS_LIMIT = "max_queue in the model's deploy_setting";

    private final QueueLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final IdleThreads idle = new IdleThreads(lock);
    private final Condition turnEnded = lock.newCondition();
    private final Deque<ModelQueue> round = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean stopped;

    public Batcher(QueueLimits limits, int workers) {
        this.limits = limits;
        for (int i = 1; i <= workers; i++) {
            // daemons: a run in flight must not keep the process from ending
            threads.add(Thread.ofPlatform().name("perch-engine-" + i).daemon().start(this::workUntilStopped));
        }
    }

    /** Throws QUEUE_FULL, MODEL_NOT_DEPLOYED or SHUTTING_DOWN. */
    void submit(ModelQueue queue, Request request) {
        lock.lock();
        try {
            refuseClosing(queue);
            refuseOverflow(queue, request);
            queue.add(request);
            if (queue.joinRound()) {
                round.add(queue);
                request.afterThisPass(this::wakeOne);
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeOne() {
        lock.lock();
        try {
            if (!round.isEmpty()) {
                idle.wakeOne();
            }
        } finally {
            lock.unlock();
        }
    }

    private void refuseClosing(ModelQueue queue) {
        if (stopped) {
            throw new PerchException(ErrorCode.SHUTTING_DOWN, "This replica is shutting down", "retry: another replica answers");
        }
        if (queue.closing()) {
            throw undeployed(queue);
        }
    }

    private static PerchException undeployed(ModelQueue queue) {
        return new PerchException(ErrorCode.MODEL_NOT_DEPLOYED, "Model " + queue.modelId + " is being undeployed",
                "deploy it again");
    }

    /** Bulk is refused before the queue is full, so that there is room for callers who wait. */
    private void refuseOverflow(ModelQueue queue, Request request) {
        Integer own = queue.limits.maxQueue();
        boolean owners = own != null && own < limits.maxQueue();
        int limit = owners ? own : limits.maxQueue();
        int texts = request.asked().texts().size();
        if (request.priority() == Priority.BULK) {
            int share = (int) ((long) limit * limits.maxBulkQueue() / limits.maxQueue());
            refuseAbove(share, queue.size(Priority.BULK), texts, queue, owners ? OWNERS_LIMIT : "perch.engine.max-bulk-queue");
        }
        refuseAbove(limit, queue.size(), texts, queue, owners ? OWNERS_LIMIT : "perch.engine.max-queue");
    }

    private static void refuseAbove(int limit, int waiting, int texts, ModelQueue queue, String key) {
        if (waiting + texts > limit) {
            throw new PerchException(ErrorCode.QUEUE_FULL, "Model " + queue.modelId + " has " + waiting + " texts waiting; "
                    + texts + " more exceed the limit of " + limit, "retry in a second, add replicas, or raise " + key);
        }
    }

    private void joinRound(ModelQueue queue) {
        if (queue.joinRound()) {
            round.add(queue);
            idle.wakeOne();
        }
    }

    private void workUntilStopped() {
        Turn turn = new Turn(this, new RunBuffers());
        while (takeTurn(turn)) {
            turn.play();
        }
    }

    /** Waits for work. False when there will be none any more. */
    private boolean takeTurn(Turn turn) {
        lock.lock();
        try {
            while (round.isEmpty() && !stopped) {
                idle.await();
            }
            if (round.isEmpty()) {
                return false;
            }
            ModelQueue queue = round.removeFirst();
            queue.leaveRound();
            List<Request> over = queue.sweep(System.nanoTime());
            Lane lane = queue.startTurn();
            turn.start(queue, lane, lane.takeRaw(idle.count()), over);
            joinRound(queue);
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<Entry> nextBatch(ModelQueue queue, Lane lane, List<Entry> justTokenized) {
        lock.lock();
        try {
            List<Entry> batch = queue.nextBatch(lane, justTokenized, idle.count(), limits.maxBatchTokens());
            joinRound(queue);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    void endTurn(ModelQueue queue) {
        lock.lock();
        try {
            queue.endTurn();
            joinRound(queue);
            turnEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Reads queues while nobody changes it. */
    <T> T look(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    boolean stopBatching(ModelQueue queue) {
        lock.lock();
        try {
            return queue.stopBatching();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses new texts, lets the queued ones be answered within the patience, refuses what is left then, and returns when no
     * thread runs the model any more, however long its last run takes. An interrupt ends the patience, not the waiting.
     */
    void drain(ModelQueue queue) {
        List<Request> refused = new ArrayList<>();
        lock.lock();
        try {
            queue.close();
            awaitEmpty(queue, limits.drainTimeout());
            refused.addAll(queue.clear());
            while (queue.running()) {
                turnEnded.awaitUninterruptibly();
                // a turn that was tokenizing has put its texts back
                refused.addAll(queue.clear());
            }
        } finally {
            lock.unlock();
        }
        refused.forEach(request -> request.fail(undeployed(queue)));
    }

    private void awaitEmpty(ModelQueue queue, Duration patience) {
        long left = patience.toNanos();
        try {
            while (!(queue.isEmpty() && !queue.running()) && left > 0) {
                left = turnEnded.awaitNanos(left);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** After the last {@link #drain}: ends the threads. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            idle.wakeAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Batcher::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
