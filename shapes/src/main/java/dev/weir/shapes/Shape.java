package dev.weir.shapes;

/** A generated structure: request, result, error detail or part of one. */
public interface Shape {
    Schema schema();

    /** Writes every member that is present, in the model's order. */
    void write(ShapeWriter writer);
}
