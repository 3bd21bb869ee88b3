"""The status page: what comes in, what is worked on, what needs a person. It only shows; nothing can be changed by it."""
