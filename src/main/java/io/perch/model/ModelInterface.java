package io.perch.model;

/**
 * What a model takes and gives, each as the text of a JSON Schema.
 *
 * @param input  {@code null}: anything
 * @param output {@code null}: anything
 */
public record ModelInterface(String input, String output) {

    public static final ModelInterface OPEN = new ModelInterface(null, null);

    public boolean isOpen() {
        return input == null && output == null;
    }
}
