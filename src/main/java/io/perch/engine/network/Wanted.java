package io.perch.engine.network;

/** Which outputs of a run anybody asks for. */
public interface Wanted {

    Wanted ALL = (name, position) -> true;

    boolean output(String name, int position);
}
