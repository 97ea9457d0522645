"""The pages of the staff: begin at console.py."""
