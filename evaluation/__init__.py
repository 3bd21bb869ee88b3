"""Accuracy: packages against labelled cases."""
