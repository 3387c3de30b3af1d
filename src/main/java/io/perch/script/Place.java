package io.perch.script;

/** What can be assigned to. */
sealed interface Place extends Expression permits Local, Member, Element {

    /** The place with all that leads to it computed, once, however often it is then read and written. */
    Target target(Frame frame);

    interface Target {

        Object read();

        /** What is there then, which a conversion may have made another value. */
        Object write(Object value);
    }
}
